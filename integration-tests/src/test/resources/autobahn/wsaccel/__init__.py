# SPDX-License-Identifier: Apache-2.0
"""Stands for the native module of that name, which makes the suite fast where it is there."""
