package io.podpath.http;

import io.podpath.model.TransportAddress;
import io.podpath.trace.HttpReason;

/**
 * How proxies differ in what they do after a rule is chosen.
 *
 * <p><i>Source:</i> ingress-nginx configmap docs ({@code proxy-connect-timeout} 5 s, {@code proxy-next-upstream} error
 * timeout, 3 tries, {@code use-forwarded-headers} false) and {@code balancer.lua}; Azure docs, How an application gateway
 * works, HTTP response codes in Application Gateway, Application Gateway for Containers components (connect timeout 5 s);
 * Istio docs, Traffic management (2 retries) and Envoy's response flags UF, UH; Gateway API v1, HTTPRouteRule; facts
 * HTTP-*.
 */
public enum ProxyKind {
    /** ingress-nginx, installed by oneself or by the application routing add-on. */
    NGINX("NGINX", 5, 3, Probing.NO),
    /** Application Gateway v2 with its ingress controller (AGIC). */
    APPLICATION_GATEWAY("Application Gateway", 20, 1, Probing.YES),
    /** Application Gateway for Containers with the ALB controller. */
    APPLICATION_GATEWAY_FOR_CONTAINERS("Application Gateway for Containers", 5, 1, Probing.YES),
    /** The Envoy of an Istio gateway. */
    ISTIO("Istio gateway", 10, 3, Probing.NO);

    private static final int INTERNAL_SERVER_ERROR = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    private final String text;
    private final int connectTimeoutSeconds;
    private final int tries;
    private final Probing probing;

    /** Whether a proxy tries its backends before any request comes. */
    private enum Probing {
        YES,
        NO
    }

    ProxyKind(String text, int connectTimeoutSeconds, int tries, Probing probing) {
        this.text = text;
        this.connectTimeoutSeconds = connectTimeoutSeconds;
        this.tries = tries;
        this.probing = probing;
    }

    /** Its name. */
    public String text() {
        return text;
    }

    /** How long it waits for a backend to accept its connection. */
    public int connectTimeoutSeconds() {
        return connectTimeoutSeconds;
    }

    /**
     * How many connections it tries for one request, each with the next endpoint. One that probes its backends sends
     * requests to healthy ones only, so every endpoint is tried once and the first one reached stands for these.
     */
    public int tries(int endpoints) {
        return probes() ? endpoints : tries;
    }

    /** Whether it probes its backends, so that one it cannot reach gets no request. */
    public boolean probes() {
        return probing == Probing.YES;
    }

    /** What it calls the client in X-Forwarded-For. */
    String forwardedAs(TransportAddress client) {
        return this == APPLICATION_GATEWAY
                ? client.toString()
                : client.address().toString();
    }

    /** Whether it keeps what the client wrote into X-Forwarded-For. */
    boolean keepsForwardedFor() {
        return this != NGINX;
    }

    /** What it answers if no backend can be used for this reason. */
    public int statusFor(HttpReason reason) {
        return switch (reason) {
            case HTTP_BACKEND_NOT_FOUND, HTTP_REFERENCE_NOT_GRANTED ->
                ofKind(SERVICE_UNAVAILABLE, BAD_GATEWAY, INTERNAL_SERVER_ERROR);
            case HTTP_NO_ENDPOINT -> ofKind(SERVICE_UNAVAILABLE, BAD_GATEWAY, SERVICE_UNAVAILABLE);
            case HTTP_BACKEND_REFUSED, HTTP_BACKEND_UNHEALTHY -> ofKind(BAD_GATEWAY, BAD_GATEWAY, SERVICE_UNAVAILABLE);
            case HTTP_BACKEND_TIMEOUT -> ofKind(GATEWAY_TIMEOUT, BAD_GATEWAY, SERVICE_UNAVAILABLE);
            case HTTP_NO_ROUTE, HTTP_REDIRECT -> throw new IllegalArgumentException(reason + " is no backend's fault");
        };
    }

    private int ofKind(int nginx, int applicationGateway, int others) {
        return switch (this) {
            case NGINX -> nginx;
            case APPLICATION_GATEWAY -> applicationGateway;
            case APPLICATION_GATEWAY_FOR_CONTAINERS, ISTIO -> others;
        };
    }
}
