package io.podpath.scenario.load;

import io.podpath.cluster.Gateway;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.ReferenceGrant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads Gateways and ReferenceGrants. */
final class GatewayApiReader {

    private static final Map<String, Gateway.From> FROM = Choices.of(Gateway.From.values(), Gateway.From::text);
    private static final int MAX_PORT = 65_535;

    private GatewayApiReader() {}

    static Gateway gateway(KubeObject object) {
        Fields spec = object.spec();
        List<Gateway.Listener> listeners = new ArrayList<>();
        for (Fields listener : spec.objects("listeners")) {
            listener(listener, object.name().namespace()).ifPresent(listeners::add);
        }
        Map<String, String> annotations = new LinkedHashMap<>(object.metadata().map("annotations"));
        annotations.putAll(spec.child("infrastructure").map("annotations"));
        return new Gateway(object.name(), spec.text("gatewayClassName", ""), listeners, annotations);
    }

    private static Optional<Gateway.Listener> listener(Fields listener, String namespace) {
        Optional<String> name = listener.required("name");
        OptionalInt port = listener.requiredInteger("port", 1, MAX_PORT);
        Gateway.ListenerProtocol protocol = protocol(listener.text("protocol", ""));
        String hostname = listener.text("hostname", "");
        Optional<NamespacedName> certificate = certificate(listener.child("tls"), namespace);
        Fields namespaces = listener.child("allowedRoutes").child("namespaces");
        Gateway.AllowedRoutes allowed = new Gateway.AllowedRoutes(
                namespaces.choice("from", FROM).orElse(Gateway.From.SAME),
                LabelSelectors.read(namespaces.child("selector")));
        return name.isPresent() && port.isPresent()
                ? Optional.of(new Gateway.Listener(
                        name.get(), hostname, port.getAsInt(), protocol, certificate.orElse(null), allowed))
                : Optional.empty();
    }

    private static Gateway.ListenerProtocol protocol(String text) {
        return switch (text) {
            case "HTTP" -> Gateway.ListenerProtocol.HTTP;
            case "HTTPS" -> Gateway.ListenerProtocol.HTTPS;
            default -> Gateway.ListenerProtocol.OTHER;
        };
    }

    private static Optional<NamespacedName> certificate(Fields tls, String namespace) {
        Optional<NamespacedName> first = Optional.empty();
        for (Fields reference : tls.objects("certificateRefs")) {
            String inNamespace = reference.text("namespace", namespace);
            Optional<NamespacedName> found = reference.text("name").map(name -> new NamespacedName(inNamespace, name));
            first = first.isPresent() ? first : found;
        }
        return first;
    }

    static ReferenceGrant grant(KubeObject object) {
        List<ReferenceGrant.From> from = new ArrayList<>();
        for (Fields one : object.spec().objects("from")) {
            from.add(new ReferenceGrant.From(one.text("kind", ""), one.text("namespace", "")));
        }
        List<ReferenceGrant.To> to = new ArrayList<>();
        for (Fields one : object.spec().objects("to")) {
            to.add(new ReferenceGrant.To(one.text("kind", ""), one.text("name", "")));
        }
        return new ReferenceGrant(object.name(), from, to);
    }
}
