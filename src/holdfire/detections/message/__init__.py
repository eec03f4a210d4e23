"""What a message of a person says, in terms that do not depend on its language."""
