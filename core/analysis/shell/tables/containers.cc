// Containers, clusters and virtual machines.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "docker|podman|nerdctl|docker-compose|podman-compose|buildah|finch|ctr|crictl|lima|colima|"
              "orbctl|kaniko",
     .valued =
         "-H -c -f -p -e -v -w -u -l -n --host --context --config --log-level --file --project-name --env "
         "--volume "
         "--workdir --user --name --network --entrypoint --mount --publish --env-file --tag --platform "
         "--filter "
         "--format --tail --since --until --index --profile --build-arg --memory --cpus --restart --label "
         "--hostname --add-host --device --gpus --ulimit --cap-add --cap-drop --security-opt --pull "
         "--namespace -a "
         "--address --progress --target --cache-from --output -o --ipc --pid --shm-size --tmpfs --runtime -m "
         "--project-directory",
     .rules =
         "exec : inner 2\ncontainer exec : inner 3\ncompose exec : inner 3\nrun|create #0 : read\n"
         "run|create|debug : special\ncontainer|compose run|create : special\n* --help : read\n"
         "compose down -v --volumes --rmi : destructive removes containers and what they stored\n"
         "rm|rmi|kill|stop|prune|down|delete|del|pause|umount|unmount|reset|remove : destructive removes or "
         "stops"
         " containers\n"
         "compose|container|image|images|volume|network|system|builder|buildx|service|stack|secret|config|"
         "node|swarm|context|"
         "plugin|pod|machine|manifest|trust|tasks|task|containers|snapshots|content|namespaces|leases|"
         "checkpoint|scout|i|c "
         "rm|rmi|kill|stop|prune|down|delete|del|remove|pause|leave|reset|disable|revoke|disconnect|rollback|"
         "demote|"
         "renumber|clean|destroy : destructive removes or stops something\n"
         "system df|info|events|connection : read\n"
         "* "
         "ls|list|ps|inspect|logs|log|top|stats|df|info|events|history|images|config|port|version|show|diff|"
         "du|search|"
         "exists|check|convert|ls-files|services|inspect|volumes|wait : read\n"
         "ps|images|logs|inspect|info|version|history|top|stats|port|diff|search|events|ls|list|config|help|"
         "pods|statsp|img|imagefsinfo|inspecti|inspectp|mounts|healthcheck|wait|status|template : read\n"
         "scout : read\n* build|bake --push : network sends an image\nbuild --push : network sends an image\n"
         "push : network sends an image\nsave|export -o --output : write writes a file\nsave|export : "
         "read\n* push : network sends an image\n"
         "cp : write copies files in or "
         "out\nbuild|bake|up|start|restart|watch|attach|unshare|play|kube|shell|ssh|machine|"
         "bud|runp|generate|develop|dev|mcp|model|sandbox|ai|agent : exec runs code of an image\n"
         "compose|buildx|builder|image|container|stack|service|swarm "
         "build|bake|up|start|restart|watch|attach|deploy|create|"
         "run|init|scale|update|join : exec runs code of an image\n"
         ": write changes images, containers or networks",
     .special = judge_container_run},
    {.names = "kubectl|oc|k|kubecolor|microk8s.kubectl|minikube-kubectl",
     .valued = "-n -f -l -o -c -k -p --namespace --context --cluster --kubeconfig --user --filename "
               "--selector --output "
               "--container --server -s --token --as --as-group --request-timeout --type --patch --image "
               "--replicas --field-selector "
               "--tail --since --sort-by --from-file --from-literal --port --field-manager --subresource "
               "--timeout --for",
     .rules =
         "exec : inner 2\nrsh : inner 2\n* --help -h : read\n--dry-run : read\n"
         "delete|drain|cordon|evict|taint|prune : destructive removes or empties something\n"
         "replace --force : destructive replaces by force\napply --prune : destructive removes what is not "
         "listed\n"
         "rollout undo|pause : destructive\n"
         "adm|policy drain|cordon|prune|remove-*|evict : destructive\n"
         "rollout status|history : read\nconfig view : read secret\nconfig get-*|current-context : read\n"
         "config delete-*|unset : destructive\n"
         "get|describe =secret*|*/secret* : read secret\nget|describe : read\n"
         "logs|explain|top|version|api-resources|api-versions|cluster-info|diff|wait|events|auth|help|plugin|"
         "completion|kustomize|options|whoami|status|projects|project|ctx|ns|adm|must-gather|observe : read\n"
         "port-forward|proxy : network opens a way in\n"
         "run|debug : special\ncp : write copies files in or out\nattach|ssh|start-build|new-app|rsync : "
         "exec runs code "
         "in the cluster\n"
         ": write changes the cluster",
     .special = judge_container_run},
    {.names =
         "helm|helmfile|kustomize|argocd|flux|istioctl|linkerd|velero|kubeadm|kops|eksctl|kind|k3d|k3s|"
         "minikube|k0s|"
         "microk8s|rancher|k9s|stern|kubens|kubectx|tkn|argo|cilium|calicoctl|nomad|consul|etcdctl|rke|rke2|"
         "talosctl|"
         "clusterctl|crossplane|oras|crane|skopeo|regctl|kubebuilder|operator-sdk|kubeseal|popeye|dockerize|"
         "ork|kwok|"
         "okteto|telepresence|devspace|werf|draft|juju|dapr|faas-cli|kn|fission|vcluster|pluto|helm-docs",
     .valued =
         "-n -f -c --namespace --kube-context --kubeconfig --set --values --version -o --output --context",
     .rules =
         "* --help -h : read\n--dry-run : read\n"
         "uninstall|delete|del|rollback|reset|destroy|remove|rm|prune|purge|stop|down|terminate-sync|logout|"
         "drain|pause|suspend|leave|defrag|compact|move-leader|detach|unset|sync|"
         "force-leave|remove-unit|remove-application|destroy-model|destroy-controller|kill-controller : "
         "destructive"
         " removes or stops something\n"
         "* "
         "delete|del|destroy|uninstall|rm|remove|purge|stop|terminate|drain|prune|rollback|reset|kill|undo|"
         "suspend|"
         "revoke|eligibility|deregister : destructive removes or stops something\n"
         "* add|update|create|set|login : write changes a setting\n"
         "list|ls|get|status|history|show|search|template|lint|version|env|verify|dependency|dep|diff|info|"
         "inspect|"
         "logs|profiles|ip|addons|check|describe|top|help|repo|manifest|digest|tags|catalog|validate|"
         "kubeconfig|"
         "completion|build|members|alloc|analyze|proxy-status|proxy-config|tree|stats|tap|edges|routes|"
         "profile|ps|docs|"
         "service-status|endpoint|bug-report|dashboard|health|containers|dmesg|nodes|events|ctx|ns : read\n"
         "* list|ls|get|show|status|info|logs|history|describe|view|inspect|members|current|diff : read\n"
         "upgrade|install : write changes a "
         "release\nssh|exec|run|kubectl|shell|connect|intercept|invoke|plugin|deploy :"
         " exec runs code in the cluster\ntunnel|port-forward|proxy|serve|push|copy : network\n#0 : read\n: "
         "write changes"
         " the cluster"},
    {.names =
         "virsh|VBoxManage|vboxmanage|qm|pct|lxc|lxd|incus|multipass|vagrant|vmrun|prlctl|tart|xl|esxcli|"
         "govc|virt-install|"
         "virt-clone|qemu-img|qemu-system|firecracker|"
         "vmadm|bhyvectl|iocage|bastille|ezjail-admin|utmctl|wsl|distrobox|toolbox|packer|wslconfig|limactl",
     .valued = "-c -f -o -n -d -O --command",
     .rules =
         "exec : inner 2\nssh -c --command : value\n"
         "destroy|delete|undefine|shutdown|reboot|reset|stop|rm|remove|poweroff|unregistervm|closemedium|"
         "halt|suspend|"
         "purge|pause|terminate|kill|suspend|managedsave|vol-delete|pool-destroy|pool-delete|net-destroy|net-"
         "undefine|"
         "snapshot-delete|snapshot-revert|vol-wipe|rebase|commit|resize|restore|delsnapshot|rollback|"
         "deleteVM|"
         "controlvm|discardstate|prune|detach-disk|blockcommit|vm.destroy|vm.power|datastore.rm|object."
         "destroy|"
         "revertToSnapshot|deleteSnapshot : destructive stops or removes a machine\n"
         "* delete|destroy|rm|remove|stop|kill|prune|unregister : destructive stops or removes a machine\n"
         "--unregister --shutdown --terminate : destructive stops or removes a machine\n"
         "list|ls|info|status|showvminfo|dominfo|domstate|nodeinfo|version|snapshot-list|net-list|pool-list|"
         "vol-list|"
         "vol-info|dumpxml|config|global-status|box|port|ssh-config|ps|find|get|help|check|map|compare|"
         "inspect|validate|"
         "domblklist|domiflist|dommemstat|domstats|capabilities|vcpuinfo|hostinfo|aliases|networks|describe|"
         "measure|"
         "images|about|vm.info|host.info|datastore.info|fmt|uri|vncdisplay|history|guestproperty : read\n"
         "-l --list -v --version --status : "
         "read\nexec|shell|ssh|console|enter|guestcontrol|attach|run|e|qemu-agent-command|"
         "provision|build|up|create|guest : exec runs code in a machine\n"
         "file|cp|mount|transfer : write\n#0 : exec\n: write changes a machine"},
    {.names = "adb",
     .valued = "-s -t -H -P -L",
     .rules =
         "devices|logcat|version|get-state|get-serialno|help|bugreport|features : read\nshell : script 1\n"
         "uninstall|reboot|kill-server|disable-verity|root|remount : destructive changes a device\n"
         "forward|reverse|tcpip|connect : network opens a way in\n: write changes a device"},
};

}  // namespace

std::span<const Program> container_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
