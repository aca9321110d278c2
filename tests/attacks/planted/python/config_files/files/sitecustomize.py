print("REA" + "CHED by way of", __name__, flush=True)
