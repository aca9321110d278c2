class Dollar {}
