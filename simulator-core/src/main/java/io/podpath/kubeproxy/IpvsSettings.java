package io.podpath.kubeproxy;

import io.podpath.ipvs.IpvsTimeouts;
import io.podpath.ipvs.Scheduler;

/**
 * What is configured for ipvs mode alone: {@code ipvs} in kube-proxy's configuration, {@code ipvsConfig} in AKS's.
 *
 * <p><i>Source:</i> Kubernetes {@code KubeProxyIPVSConfiguration}; AKS docs, Configure kube-proxy in Azure Kubernetes
 * Service.
 *
 * @param scheduler of all virtual servers
 * @param timeouts of connections
 */
public record IpvsSettings(Scheduler scheduler, IpvsTimeouts timeouts) {

    /** Round robin, and the kernel's timeouts. */
    public static final IpvsSettings DEFAULT = new IpvsSettings(Scheduler.RR, IpvsTimeouts.KERNEL);
}
