// Command host starts the upstream Node.js language host with the runtime options of the project.
//
// The engine hands these options over with each request, and the newest language host that can be had as a Go
// module knows them only as flags. Everything else passes through unchanged.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"syscall"

	"gopkg.in/yaml.v3"
)

// upstream is the file name of the upstream language host, beside this program.
const upstream = "pulumi-language-nodejs-upstream"

// flags that the upstream language host takes, by the names of the options.
var flags = []string{"typescript", "tsconfig", "nodeargs"}

func main() {
	log.SetFlags(0)
	self, err := os.Executable()
	if err != nil {
		log.Fatal(err)
	}
	dir, err := os.Getwd()
	if err != nil {
		log.Fatal(err)
	}
	program := filepath.Join(filepath.Dir(self), upstream)
	args := append([]string{program}, append(runtimeFlags(dir), os.Args[1:]...)...)
	log.Fatal(syscall.Exec(program, args, os.Environ()))
}

// runtimeFlags reads the options from the Pulumi.yaml of dir or of the nearest folder above it.
func runtimeFlags(dir string) []string {
	text, err := os.ReadFile(filepath.Join(dir, "Pulumi.yaml"))
	if err != nil {
		if parent := filepath.Dir(dir); parent != dir {
			return runtimeFlags(parent)
		}
		return nil
	}
	var project struct {
		Runtime yaml.Node `yaml:"runtime"`
	}
	var runtime struct {
		Options map[string]any `yaml:"options"`
	}
	if err := yaml.Unmarshal(text, &project); err != nil {
		log.Fatal(err)
	}
	// A runtime that is a bare name has no options.
	if project.Runtime.Kind == yaml.MappingNode {
		if err := project.Runtime.Decode(&runtime); err != nil {
			log.Fatal(err)
		}
	}
	var result []string
	for _, flag := range flags {
		if value, ok := runtime.Options[flag]; ok {
			result = append(result, fmt.Sprintf("-%s=%v", flag, value))
		}
	}
	return result
}
