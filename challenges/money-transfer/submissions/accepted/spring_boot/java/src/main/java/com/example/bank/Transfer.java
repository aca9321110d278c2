package com.example.bank;

import com.fasterxml.jackson.annotation.JsonProperty;

public record Transfer(
        String id,
        String from,
        String to,
        long amount,
        String currency,
        @JsonProperty("created_at") String createdAt) {}
