/**
 * What the control plane of AKS, Kubernetes and the cloud provider decide before the first packet: addresses of nodes, pods
 * and Services, node ports, frontends, rules for load balancers and security groups.
 *
 * <pre>
 * AksCluster, ClusterObjects --ControlPlane--&gt; ClusterPlan, and the same objects with nothing left open
 * </pre>
 *
 * <p>Same input, same addresses: nothing is drawn by chance.
 */
@NullMarked
package io.podpath.controlplane;

import org.jspecify.annotations.NullMarked;
