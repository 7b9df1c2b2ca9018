def sentences(*a): return ()
def warnings(*a): return ()
