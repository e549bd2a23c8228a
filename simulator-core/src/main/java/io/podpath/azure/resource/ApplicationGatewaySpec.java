package io.podpath.azure.resource;

import io.podpath.model.IpAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An Application Gateway v2, or an Application Gateway for Containers.
 *
 * <p><i>Source:</i> Azure docs, Application Gateway infrastructure configuration; Application Gateway for Containers
 * components.
 *
 * @param name its name
 * @param subnet its subnet, which for Containers is the delegated one of its association
 * @param kind which of the two
 * @param instances how many addresses of the subnet it opens connections from
 * @param privateIp its private frontend, if it has one; never for Containers
 * @param publicIp its public frontend, if it has one
 */
public record ApplicationGatewaySpec(
        String name,
        SubnetReference subnet,
        Kind kind,
        int instances,
        @Nullable IpAddress privateIp,
        @Nullable IpAddress publicIp)
        implements AzureResource {

    /** The instances of a gateway that does not say how many. */
    public static final int DEFAULT_INSTANCES = 2;

    /** The most instances of the v2 SKU. */
    public static final int MAX_INSTANCES = 125;

    /** Its private frontend. */
    public Optional<IpAddress> findPrivateIp() {
        return Optional.ofNullable(privateIp);
    }

    /** Its public frontend. */
    public Optional<IpAddress> findPublicIp() {
        return Optional.ofNullable(publicIp);
    }

    /** The two products of this name. */
    public enum Kind {
        /** In a virtual network, frontends included. */
        V2,
        /** Outside, with a foot in a delegated subnet that it opens its connections from. */
        FOR_CONTAINERS
    }
}
