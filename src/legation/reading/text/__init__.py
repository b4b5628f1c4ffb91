"""Text in: files to documents, documents to words and sentences, with offsets of the stored text.

Enters: characters. Leaves: `Document`, words and sentences.
"""
