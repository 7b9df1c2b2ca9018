"""The workshop app: a web server on this machine that shows a network live and lets a room change its course.

Everything it shows is made by the compiled model while people watch; nothing is fetched from outside.
"""
