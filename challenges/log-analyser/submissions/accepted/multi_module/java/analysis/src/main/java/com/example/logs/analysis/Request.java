package com.example.logs.analysis;

/**
 * What the report needs of a line.
 *
 * @param target the raw target without its query, one character for each byte
 */
record Request(String ip, String target, int status, long size, long ms) {}
