"""The framework as versioned data, and its picture."""
