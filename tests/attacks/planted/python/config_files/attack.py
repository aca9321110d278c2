print("TRIED", flush=True)
