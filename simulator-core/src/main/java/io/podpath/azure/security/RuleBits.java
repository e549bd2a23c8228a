package io.podpath.azure.security;

import java.util.Arrays;

/** A set of rules by their place in the order, one bit each; changed while a list is compiled, never after. */
final class RuleBits {

    private static final int BITS = Long.SIZE;

    private final long[] words;

    private RuleBits(long[] words) {
        this.words = words;
    }

    static RuleBits none(int rules) {
        return new RuleBits(new long[(rules + BITS - 1) / BITS]);
    }

    RuleBits copy() {
        return new RuleBits(Arrays.copyOf(words, words.length));
    }

    void add(int rule) {
        words[rule / BITS] |= 1L << (rule % BITS);
    }

    void remove(int rule) {
        words[rule / BITS] &= ~(1L << (rule % BITS));
    }

    boolean isEmpty() {
        return Arrays.stream(words).allMatch(word -> word == 0);
    }

    /** 64 rules at a time. */
    long word(int index) {
        return words[index];
    }

    int wordCount() {
        return words.length;
    }
}
