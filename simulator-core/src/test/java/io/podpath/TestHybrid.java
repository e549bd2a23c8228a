package io.podpath;

import io.podpath.azure.resource.AzureResource;
import io.podpath.azure.resource.Listener;
import io.podpath.azure.resource.OnPremisesSpec;
import io.podpath.azure.resource.PrivateEndpointSpec;
import io.podpath.azure.resource.ServiceTagSpec;
import io.podpath.azure.resource.VirtualNetworkGatewaySpec;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gateways, sites and private endpoints, as text. */
final class TestHybrid {

    private final List<AzureResource> resources = new ArrayList<>();

    List<AzureResource> resources() {
        return resources;
    }

    /** {@code hub-vpn @ hub} or {@code hub-er @ hub ExpressRoute}. */
    void gateway(String text) {
        String[] words = text.split(" ", -1);
        VirtualNetworkGatewaySpec.Kind kind =
                words.length > 3 ? VirtualNetworkGatewaySpec.Kind.EXPRESS_ROUTE : VirtualNetworkGatewaySpec.Kind.VPN;
        resources.add(new VirtualNetworkGatewaySpec(words[0], words[2], kind));
    }

    /** {@code datacenter via hub-vpn 192.168.0.0/16} with hosts {@code mainframe 192.168.1.10 : 443}. */
    void site(String text, String... hosts) {
        String[] words = text.split(" ", -1);
        resources.add(new OnPremisesSpec(
                words[0],
                words[2],
                Arrays.stream(words).skip(3).map(Cidr::parse).toList(),
                Arrays.stream(hosts).map(TestHybrid::host).toList()));
    }

    private static OnPremisesSpec.Host host(String text) {
        String[] words = text.split(" ", -1);
        return new OnPremisesSpec.Host(words[0], IpAddress.parse(words[1]), List.of(listener(words[3])));
    }

    /** {@code sql @ hub/endpoints 10.2.3.5 : 1433}. */
    void privateEndpoint(String text) {
        String[] words = text.split(" ", -1);
        resources.add(new PrivateEndpointSpec(
                words[0], TestAzure.reference(words[2]), IpAddress.parse(words[3]), List.of(listener(words[5]))));
    }

    /** {@code Storage 20.60.0.0/16}. */
    void serviceTag(String text) {
        String[] words = text.split(" ", -1);
        resources.add(new ServiceTagSpec(words[0], List.of(Cidr.parse(words[1]))));
    }

    private static Listener listener(String port) {
        return new Listener(Protocol.TCP, Integer.parseInt(port));
    }
}
