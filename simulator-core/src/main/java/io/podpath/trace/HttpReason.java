package io.podpath.trace;

/** Why a proxy answered a request itself. */
public enum HttpReason implements Reason {
    /** No rule of the proxy fits the request. */
    HTTP_NO_ROUTE(
            "no rule of the proxy fits the request",
            "The request reached the proxy, but no rule has its host name and path, so the proxy's default answered: 404, or 502 from Application Gateway's empty default pool. A rule for the host with other paths does not help, and neither does a rule of a class that another proxy serves.",
            "Compare host and path with the rules listed as considered; check the class of the Ingress or the parents of the route.",
            "Kubernetes docs, Ingress; Gateway API v1, HTTPRouteRule; Azure docs, HTTP response codes in Application Gateway"),
    /** The rule sends the client elsewhere. */
    HTTP_REDIRECT(
            "the rule sends the client elsewhere",
            "The proxy does not forward the request; it tells the client another address. NGINX does so for plain HTTP to every host that has a certificate.",
            "Ask for the address of the redirect, or switch the redirect off in the rule or its annotations.",
            "ingress-nginx annotations, ssl-redirect; Gateway API v1, HTTPRequestRedirectFilter"),
    /** The Service behind the rule has no endpoint that is ready. */
    HTTP_NO_ENDPOINT(
            "the Service behind the rule has no endpoint that is ready",
            "Proxies connect to the addresses of pods, not to the Service, and there is none to connect to.",
            "Check the selector of the Service and the readiness of its pods.",
            "ingress-nginx balancer.lua; Gateway API v1, HTTPRouteRule.backendRefs; Azure docs, HTTP response codes in Application Gateway"),
    /** The rule names a Service or port that does not exist. */
    HTTP_BACKEND_NOT_FOUND(
            "the rule names a Service or port that does not exist",
            "An Ingress names Services of its own namespace only; a route names a port by its number.",
            "Correct the name, the namespace or the port in the rule.",
            "Kubernetes docs, Ingress; Gateway API v1, HTTPBackendRef"),
    /** The route names a Service of another namespace, which has not allowed it. */
    HTTP_REFERENCE_NOT_GRANTED(
            "the route names a Service of another namespace, which has not allowed it",
            "A reference across namespaces counts only if a ReferenceGrant in the namespace of the Service names the kind and namespace of the route. Without it the proxy answers 500.",
            "Create a ReferenceGrant in the namespace of the Service, or move the route there.",
            "Gateway API, ReferenceGrant and HTTPBackendRef"),
    /** The backend refused the proxy's connection. */
    HTTP_BACKEND_REFUSED(
            "the backend refused the proxy's connection",
            "The pod is there but nothing listens on the port that the Service names as its target.",
            "Compare targetPort with the port the program listens on.",
            "ingress-nginx configmap, proxy-next-upstream; Envoy docs, response flags"),
    /** The backend did not answer the proxy's connection. */
    HTTP_BACKEND_TIMEOUT(
            "the backend did not answer the proxy's connection",
            "The proxy's packets or their answers are lost between it and the pod; follow the walk of the second connection.",
            "See where the second connection ends: a route, a security group, or a policy that does not know the proxy's address.",
            "ingress-nginx configmap, proxy-connect-timeout; Envoy docs, response flags"),
    /** No backend passes the health probe of Application Gateway. */
    HTTP_BACKEND_UNHEALTHY(
            "no backend passes the health probe of Application Gateway",
            "Its probes take the same way from the same addresses as its requests. A pod they do not reach gets no requests, and if none is left the answer is 502.",
            "See where the second connection ends. With kubenet the gateway's subnet needs the cluster's route table; security groups must let the gateway's subnet reach the pods.",
            "Azure docs, HTTP response codes in Application Gateway; AGIC, How to setup networking");

    private final ReasonText text;

    HttpReason(String summary, String explanation, String fix, String source) {
        this.text = new ReasonText(summary, explanation, fix, source);
    }

    @Override
    public ReasonText text() {
        return text;
    }
}
