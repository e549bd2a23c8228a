package io.podpath.nftables;

import io.podpath.model.Packet;

/**
 * {@code iifname "eth0"}, {@code oifname != "azv*"}: the interface a packet came in on or leaves by.
 *
 * @param direction which interface
 * @param negated whether it must be another one
 * @param pattern its name; a star at the end stands for any rest
 */
public record InterfaceCondition(Direction direction, boolean negated, String pattern) implements Condition {

    /** Which interface. */
    public enum Direction {
        IN,
        OUT
    }

    @Override
    public boolean holds(Packet packet, Evaluation evaluation) {
        String name = direction == Direction.IN
                ? evaluation.context().inInterface()
                : evaluation.context().outInterface();
        boolean fits = pattern.endsWith("*")
                ? !name.isEmpty() && name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
        return fits != negated;
    }

    @Override
    public String toString() {
        return (direction == Direction.IN ? "iifname " : "oifname ") + (negated ? "!= " : "") + '"' + pattern + '"';
    }
}
