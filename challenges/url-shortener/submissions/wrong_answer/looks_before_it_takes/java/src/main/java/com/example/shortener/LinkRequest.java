package com.example.shortener;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigInteger;

/** What a client asks for, as it came. */
record LinkRequest(String url, String code, @JsonProperty("expires_in") BigInteger expiresIn) {}
