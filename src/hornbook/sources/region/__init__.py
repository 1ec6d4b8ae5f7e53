"""The simulated region: how its companies are born, fed, grow, end, and are heard of; no real one is in it.

Each block of records has its own stream of chance; its facts are columns of whole
numbers until `spelling.py` spells them.
"""
