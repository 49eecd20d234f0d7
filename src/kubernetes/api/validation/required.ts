/** Published as required, but the server does without: it has a default, or never looks. By type, fields that are. */
const NOT_ENFORCED: { readonly [type: string]: string } = {
  'apps.v1.ControllerRevision': 'data',
  'batch.v1.PodFailurePolicy': 'rules',
  'core.v1.HTTPHeader': 'value',
  'core.v1.ISCSIPersistentVolumeSource': 'lun',
  'core.v1.ISCSIVolumeSource': 'lun',
  'core.v1.LimitRangeSpec': 'limits',
  'core.v1.PreferredSchedulingTerm': 'preference',
  'core.v1.SleepAction': 'seconds',
  'core.v1.Sysctl': 'value',
  'core.v1.TypedLocalObjectReference': 'kind name',
  'core.v1.TypedObjectReference': 'kind name',
  'discovery.v1.ForZone': 'name',
  'meta.v1.OwnerReference': 'apiVersion kind name uid',
  'storage.v1.CSIDriver': 'spec',
  'storage.v1.TokenRequest': 'audience',
};

/** Published as optional, but refused where absent: a default is empty, or what it is in must have something else. */
const ENFORCED: { readonly [type: string]: string } = {
  'admissionregistration.v1.MutatingAdmissionPolicy': 'spec',
  'admissionregistration.v1.MutatingAdmissionPolicyBinding': 'spec',
  'admissionregistration.v1.ValidatingAdmissionPolicy': 'spec',
  'batch.v1.Job': 'spec',
  'batch.v1.JobTemplateSpec': 'spec',
  'core.v1.ConfigMapEnvSource': 'name',
  'core.v1.ConfigMapKeySelector': 'name',
  'core.v1.ConfigMapProjection': 'name',
  'core.v1.ConfigMapVolumeSource': 'name',
  'core.v1.Container': 'image',
  'core.v1.EphemeralContainer': 'image',
  'core.v1.EphemeralVolumeSource': 'volumeClaimTemplate',
  'core.v1.ExecAction': 'command',
  'core.v1.PersistentVolume': 'spec',
  'core.v1.PersistentVolumeSpec': 'accessModes capacity',
  'core.v1.Pod': 'spec',
  'core.v1.PodTemplate': 'template',
  'core.v1.PodTemplateSpec': 'spec',
  'core.v1.ReplicationController': 'spec',
  'core.v1.ReplicationControllerSpec': 'template',
  'core.v1.SecretEnvSource': 'name',
  'core.v1.SecretKeySelector': 'name',
  'core.v1.SecretProjection': 'name',
  'core.v1.SecretVolumeSource': 'secretName',
  'core.v1.Service': 'spec',
  'core.v1.StorageOSPersistentVolumeSource': 'volumeName',
  'core.v1.StorageOSVolumeSource': 'volumeName',
  'networking.v1.IngressClass': 'spec',
  'networking.v1.IngressClassSpec': 'controller',
};

/** Groups whose validation no judge of ours asks: what is published as required there may be so or not. */
const UNJUDGED =
  /^(apiextensions|apiregistration|authentication|authorization|events|lifecycle|resource|storagemigration)\./;

/** Whether the server refuses an object without a field. */
export function isEnforced(type: string, field: string, isPublished: boolean): boolean {
  if (UNJUDGED.test(type)) return false;
  return isPublished ? !isListed(NOT_ENFORCED, type, field) : isListed(ENFORCED, type, field);
}

function isListed(list: { readonly [type: string]: string }, type: string, field: string): boolean {
  return Object.hasOwn(list, type) && (list[type] as string).split(' ').includes(field);
}
