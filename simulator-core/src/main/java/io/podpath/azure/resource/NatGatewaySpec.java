package io.podpath.azure.resource;

import io.podpath.model.IpAddress;
import java.util.List;

/**
 * A NAT gateway as declared; subnets name it.
 *
 * <p><i>Source:</i> Azure docs, Azure NAT Gateway resource.
 *
 * @param name its name
 * @param publicIps its public addresses, at least one and at most {@value #MAX_PUBLIC_IPS}
 * @param idleTimeoutMinutes after which a silent TCP connection is forgotten, 4 to 120
 * @param sku which of the two kinds
 */
public record NatGatewaySpec(String name, List<IpAddress> publicIps, int idleTimeoutMinutes, Sku sku)
        implements AzureResource {

    /** How many public addresses a NAT gateway may have. */
    public static final int MAX_PUBLIC_IPS = 16;

    /** The shortest idle timeout, and the default. */
    public static final int MIN_IDLE_MINUTES = 4;

    /** The longest idle timeout. */
    public static final int MAX_IDLE_MINUTES = 120;

    public NatGatewaySpec {
        publicIps = List.copyOf(publicIps);
        if (publicIps.isEmpty() || publicIps.size() > MAX_PUBLIC_IPS) {
            throw new IllegalArgumentException("a NAT gateway has 1 to 16 addresses, not " + publicIps.size());
        }
    }

    /** A Standard NAT gateway with Azure's idle timeout. */
    public static NatGatewaySpec of(String name, IpAddress... publicIps) {
        return new NatGatewaySpec(name, List.of(publicIps), MIN_IDLE_MINUTES, Sku.STANDARD);
    }

    /**
     * The kind of a NAT gateway. Both translate alike; Standard stands in one zone, StandardV2 in all.
     *
     * <p><i>Source:</i> Azure docs, Azure NAT Gateway SKUs.
     */
    public enum Sku {
        STANDARD("Standard"),
        STANDARD_V2("StandardV2");

        private final String text;

        Sku(String text) {
            this.text = text;
        }

        /** Azure's spelling. */
        public String text() {
            return text;
        }
    }
}
