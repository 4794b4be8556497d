"""What a segment speaks of, and whether it speaks for or against."""
