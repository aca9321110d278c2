package com.example.loganalyser;

import java.util.Arrays;

/** IP addresses as text. The library would look names up, and write out all zeros of an IPv6 address. */
final class IpAddress {
    private static final int OCTETS = 4;
    private static final int GROUPS = 8;

    private IpAddress() {}

    /** Returns an address as RFC 5952 writes it. */
    static String canonical(String spelling) throws MalformedLineException {
        return spelling.contains(":") ? written(ipv6(spelling)) : ipv4(spelling);
    }

    private static String ipv4(String spelling) throws MalformedLineException {
        String[] octets = spelling.split("\\.", OCTETS + 1);
        if (octets.length != OCTETS) {
            throw noAddress(spelling);
        }
        for (String octet : octets) {
            number(octet, 10, 3, 255);
        }
        return spelling;
    }

    private static int[] ipv6(String spelling) throws MalformedLineException {
        int gap = spelling.indexOf("::");
        if (gap < 0) {
            int[] groups = groups(spelling);
            if (groups.length != GROUPS) {
                throw noAddress(spelling);
            }
            return groups;
        }
        int[] head = groups(spelling.substring(0, gap));
        int[] tail = groups(spelling.substring(gap + 2));
        if (head.length + tail.length >= GROUPS) {
            throw noAddress(spelling);
        }
        int[] groups = Arrays.copyOf(head, GROUPS);
        System.arraycopy(tail, 0, groups, GROUPS - tail.length, tail.length);
        return groups;
    }

    private static int[] groups(String text) throws MalformedLineException {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", GROUPS + 1);
        int[] groups = new int[parts.length];
        for (int index = 0; index < parts.length; index++) {
            groups[index] = number(parts[index], 16, 4, 0xffff);
        }
        return groups;
    }

    /** Reads ASCII digits, unlike Integer.parseInt, which takes signs and the digits of all scripts. */
    private static int number(String text, int radix, int mostDigits, int highest) throws MalformedLineException {
        int number = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            int digit = character < 128 ? Character.digit(character, radix) : -1;
            if (digit < 0 || index == mostDigits) {
                throw noAddress(text);
            }
            number = radix * number + digit;
        }
        if (text.isEmpty() || number > highest) {
            throw noAddress(text);
        }
        return number;
    }

    private static String written(int[] groups) {
        int gapStart = GROUPS;
        int gapEnd = GROUPS;
        for (int start = 0; start < GROUPS; start++) {
            int end = start;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - start > Math.max(1, gapEnd - gapStart)) {
                gapStart = start;
                gapEnd = end;
            }
        }
        String head = joined(groups, 0, gapStart);
        return gapStart == gapEnd ? head : head + "::" + joined(groups, gapEnd, GROUPS);
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int index = from; index < to; index++) {
            text.append(index == from ? "" : ":").append(Integer.toHexString(groups[index]));
        }
        return text.toString();
    }

    private static MalformedLineException noAddress(String text) {
        return new MalformedLineException("no address: " + text);
    }
}
