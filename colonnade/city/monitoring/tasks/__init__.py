"""Work of monitoring that goes on after the page has answered."""
