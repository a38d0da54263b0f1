"""Correct translations, damaged in one known way: do the checks see it, and do they leave the rest alone?"""
