package io.podpath.trace;

/**
 * The words behind a reason code.
 *
 * @param summary one short clause
 * @param explanation what happens in the real network, and why
 * @param fix what a person can do about it
 * @param source where the behaviour is documented
 */
public record ReasonText(String summary, String explanation, String fix, String source) {}
