"""What monitoring does when something happened."""
