"""What it takes to measure in a browser: the link that pages come over, the browsers, the pages and the peers."""
