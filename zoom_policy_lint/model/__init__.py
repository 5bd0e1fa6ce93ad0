"""The nouns of the program: frozen values and enumerations, standard library only."""
