package io.podpath.nftables;

/** {@code counter}: counts packets in the kernel; here it does nothing. */
public record Counter() implements Statement {

    @Override
    public String toString() {
        return "counter packets 0 bytes 0";
    }
}
