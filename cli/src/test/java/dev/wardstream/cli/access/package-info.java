/** Tests of the commands about who may do what. */
@NullMarked
package dev.wardstream.cli.access;

import org.jspecify.annotations.NullMarked;
