package com.example.bank;

public record Account(String id, String owner, String currency, long balance) {}
