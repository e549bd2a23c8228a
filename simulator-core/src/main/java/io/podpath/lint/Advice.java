package io.podpath.lint;

/**
 * What somebody who reads a finding needs besides.
 *
 * @param why how the network comes to do this
 * @param fix what to do
 * @param source where that is written
 */
public record Advice(String why, String fix, String source) {}
