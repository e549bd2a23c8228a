package io.podpath.scenario.load;

import io.podpath.azure.resource.PrivateLinkServiceSpec;
import io.podpath.azure.resource.PrivateLinkServiceSpec.NatAddresses;
import io.podpath.azure.resource.PrivateLinkServiceSpec.ProxyProtocol;
import io.podpath.azure.resource.PublicIpSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.cluster.Subject;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;

/** Reads what stands at the frontends of load balancers: public addresses and private link services. */
final class PublicIpReader {

    private final Problems problems;
    private final Locations locations;

    PublicIpReader(Problems problems, Locations locations) {
        this.problems = problems;
        this.locations = locations;
    }

    Optional<PublicIpSpec> publicIp(Fields publicIp) {
        Optional<String> name = publicIp.required("name");
        Optional<IpAddress> address = publicIp.required("ipAddress", publicIp.values()::address);
        List<String> zones = publicIp.list("zones", publicIp.values()::word);
        String label = publicIp.text("dnsLabel", "");
        Subject subject = Subject.azure("publicIp", name.orElse(""));
        locations.put(subject, publicIp.at("name"));
        locations.put(subject.part("ipAddress"), publicIp.at("ipAddress"));
        return name.isPresent() && address.isPresent()
                ? Optional.of(new PublicIpSpec(name.get(), address.get(), zones, label))
                : Optional.empty();
    }

    Optional<PrivateLinkServiceSpec> privateLinkService(Fields service) {
        Optional<String> name = service.required("name");
        Optional<String> loadBalancer = service.required("loadBalancer");
        Optional<String> frontend = service.required("frontend");
        Optional<SubnetReference> subnet = service.required("subnet")
                .flatMap(text -> SubnetReferences.parse(text, service.at("subnet"), problems));
        List<IpAddress> addresses = service.list("natIps", service.values()::address);
        int most = PrivateLinkServiceSpec.MAX_NAT_ADDRESSES;
        int count = service.integer("natIpCount", 1, most, Math.min(most, Math.max(1, addresses.size())));
        if (addresses.size() > count) {
            service.mismatch("natIps", "there are more of 'natIps' than 'natIpCount', or than " + most);
        }
        boolean hasHeader = service.flag("enableProxyProtocol");
        Subject subject = Subject.azure("privateLinkService", name.orElse(""));
        locations.put(subject, service.at("name"));
        for (String part : List.of("loadBalancer", "frontend", "subnet", "natIps")) {
            locations.put(subject.part(part), service.at(part));
        }
        boolean usable = name.isPresent()
                && loadBalancer.isPresent()
                && frontend.isPresent()
                && subnet.isPresent()
                && addresses.size() <= count;
        return usable
                ? Optional.of(new PrivateLinkServiceSpec(
                        name.get(),
                        loadBalancer.get(),
                        frontend.get(),
                        new NatAddresses(subnet.get(), addresses, count),
                        hasHeader ? ProxyProtocol.V2 : ProxyProtocol.NONE))
                : Optional.empty();
    }
}
