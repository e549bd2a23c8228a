/**
 * An AKS cluster as somebody asked for it: the flags of {@code az aks create}, with what AKS takes where nothing is said.
 *
 * <p>Values without behaviour; everything that builds a network reads them.
 */
@NullMarked
package io.podpath.aks;

import org.jspecify.annotations.NullMarked;
