package main

import "github.com/aquasecurity/kube-bench/check"

func main() { check.NewRunner() }
