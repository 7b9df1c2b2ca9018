"""The generated parts of the documentation: tables from declarations in the code, written between marks in ``docs``."""
