"""
>>> import python_set_up_scripts.hit
"""
