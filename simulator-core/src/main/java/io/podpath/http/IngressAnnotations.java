package io.podpath.http;

import io.podpath.cluster.Ingress;

/** Annotations of Ingresses that decide where a request goes. */
final class IngressAnnotations {

    private static final String NGINX = "nginx.ingress.kubernetes.io/";
    private static final String APPLICATION_GATEWAY = "appgw.ingress.kubernetes.io/";

    private IngressAnnotations() {}

    /** NGINX redirects plain HTTP for hosts with a certificate unless this says no. */
    static boolean nginxSslRedirect(Ingress ingress) {
        return ingress.findAnnotation(NGINX + "ssl-redirect")
                .map(Boolean::parseBoolean)
                .orElse(true);
    }

    /** NGINX redirects plain HTTP for hosts without a certificate too. */
    static boolean nginxForceSslRedirect(Ingress ingress) {
        return isTrue(ingress, NGINX + "force-ssl-redirect");
    }

    /** NGINX reads all paths of the host as regular expressions. */
    static boolean nginxUsesRegex(Ingress ingress) {
        return isTrue(ingress, NGINX + "use-regex");
    }

    /** What NGINX makes of the path, or empty. */
    static String nginxRewriteTarget(Ingress ingress) {
        return ingress.findAnnotation(NGINX + "rewrite-target").orElse("");
    }

    /** NGINX gives it a share of another Ingress's requests. */
    static boolean isNginxCanary(Ingress ingress) {
        return isTrue(ingress, NGINX + "canary");
    }

    /** NGINX connects to the cluster IP instead of pods. */
    static boolean nginxServiceUpstream(Ingress ingress) {
        return isTrue(ingress, NGINX + "service-upstream");
    }

    /** Application Gateway listens on plain HTTP too, and redirects. */
    static boolean gatewaySslRedirect(Ingress ingress) {
        return isTrue(ingress, APPLICATION_GATEWAY + "ssl-redirect");
    }

    /** A certificate installed on Application Gateway itself, or empty. */
    static String gatewayCertificate(Ingress ingress) {
        return ingress.findAnnotation(APPLICATION_GATEWAY + "appgw-ssl-certificate")
                .orElse("");
    }

    /** The port Application Gateway listens on instead of 80 or 443, or 0. */
    static int gatewayFrontendPort(Ingress ingress) {
        return ingress.findAnnotation(APPLICATION_GATEWAY + "override-frontend-port")
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    private static boolean isTrue(Ingress ingress, String key) {
        return ingress.findAnnotation(key).map(Boolean::parseBoolean).orElse(false);
    }
}
