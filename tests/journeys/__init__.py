"""What people come to do, done in a browser: one file a person, each in English, Spanish and Arabic."""
