package io.podpath.scenario.load;

import io.podpath.cluster.Ingress;
import io.podpath.cluster.IngressClass;
import io.podpath.cluster.NamespacedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads Ingresses and their classes. */
final class IngressReader {

    private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";
    private static final String INSTANCE_LABEL = "app.kubernetes.io/instance";
    private static final Map<String, Ingress.PathType> PATH_TYPES =
            Choices.of(Ingress.PathType.values(), Ingress.PathType::text);
    private static final int MAX_PORT = 65_535;

    private IngressReader() {}

    static Ingress read(KubeObject object) {
        Fields spec = object.spec();
        String namespace = object.name().namespace();
        Map<String, String> annotations = object.metadata().map("annotations");
        String ingressClass =
                spec.text("ingressClassName").orElseGet(() -> annotations.getOrDefault(CLASS_ANNOTATION, ""));
        List<Ingress.Rule> rules = new ArrayList<>();
        spec.objects("rules").forEach(rule -> rules.add(rule(rule, namespace)));
        List<Ingress.Tls> tls = new ArrayList<>();
        spec.objects("tls").forEach(one -> tls.add(new Ingress.Tls(one.texts("hosts"), one.text("secretName", ""))));
        return new Ingress(
                object.name(),
                new Ingress.Metadata(ingressClass, object.metadata().text("creationTimestamp", ""), annotations),
                rules,
                spec.object("defaultBackend")
                        .flatMap(found -> backend(found, namespace))
                        .orElse(null),
                tls);
    }

    private static Ingress.Rule rule(Fields rule, String namespace) {
        List<Ingress.Path> paths = new ArrayList<>();
        for (Fields path : rule.child("http").objects("paths")) {
            paths.add(new Ingress.Path(
                    path.text("path", ""),
                    path.choice("pathType", PATH_TYPES).orElse(Ingress.PathType.IMPLEMENTATION_SPECIFIC),
                    backend(path.child("backend"), namespace).orElse(null)));
        }
        return new Ingress.Rule(rule.text("host", ""), paths);
    }

    private static Optional<Ingress.Backend> backend(Fields backend, String namespace) {
        Fields service = backend.child("service");
        Fields port = service.child("port");
        OptionalInt number = port.integer("number", 1, MAX_PORT);
        Optional<String> name = port.text("name");
        return service.text("name")
                .map(found -> new Ingress.Backend(
                        new NamespacedName(namespace, found),
                        number.isPresent() ? Integer.toString(number.getAsInt()) : name.orElse("")));
    }

    static IngressClass readClass(KubeObject object) {
        boolean isDefault = object.metadata()
                .map("annotations")
                .getOrDefault(IngressClass.DEFAULT_ANNOTATION, "")
                .equals("true");
        return new IngressClass(
                object.name().name(),
                object.spec().text("controller", ""),
                object.metadata().map("labels").getOrDefault(INSTANCE_LABEL, ""),
                isDefault ? IngressClass.Use.DEFAULT : IngressClass.Use.NAMED);
    }
}
