package io.podpath.cluster;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The port of the pods behind a Service port: a number, or the name of a container port.
 *
 * @param number the number, or 0 if it is a name
 * @param name the name, or none if it is a number
 */
public record TargetPort(int number, @Nullable String name) {

    /** A number. */
    public static TargetPort ofNumber(int number) {
        return new TargetPort(number, null);
    }

    /** A name. */
    public static TargetPort ofName(String name) {
        return new TargetPort(0, name);
    }

    /** The name, if it is one. */
    public Optional<String> findName() {
        return Optional.ofNullable(name);
    }

    @Override
    public String toString() {
        return name == null ? Integer.toString(number) : name;
    }
}
