package io.podpath.lab.verify;

/**
 * Something podpath and the kernel do not agree about.
 *
 * @param where the machine and the packet
 * @param what the field
 * @param podpath what podpath says
 * @param kernel what the kernel did
 */
public record Difference(String where, String what, String podpath, String kernel) {

    /** Says that one side has nothing. */
    static final String NOTHING = "-";
}
