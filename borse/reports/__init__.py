"""What came of it, in numbers: one set of figures, shown as a page, PDF, XLSX, CSV and JSON."""
