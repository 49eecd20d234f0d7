/** An address at which a cloud serves credentials to what runs on its machines. */
export interface MetadataService {
  readonly address: string;
  /** Whose service it is, for a message. */
  readonly of: string;
  /** Whether it serves the identity of the pod and not that of the node. */
  readonly isOfPod?: boolean;
  /** Whether a wide block may contain it in clusters where it has no meaning. */
  readonly isRare?: boolean;
}

/**
 * The metadata services of the clouds. All of them are served over plain HTTP on port 80.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
 * @see https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 * @see https://cloud.google.com/compute/docs/metadata/querying-metadata
 * @see https://docs.oracle.com/iaas/Content/Compute/Tasks/gettingmetadata.htm
 * @see https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata
 */
export const METADATA_SERVICES: readonly MetadataService[] = [
  { address: '169.254.169.254', of: 'AWS, Azure, Google Cloud and Oracle Cloud' },
  { address: 'fd00:ec2::254', of: 'AWS' },
  { address: '169.254.170.23', of: 'EKS Pod Identity', isOfPod: true },
  { address: 'fd00:ec2::23', of: 'EKS Pod Identity', isOfPod: true },
  { address: '168.63.129.16', of: 'Azure', isRare: true },
  { address: 'fd20:ce::254', of: 'Google Cloud', isRare: true },
  { address: '192.0.0.192', of: 'Oracle Cloud', isRare: true },
  { address: 'fd00:c1::a9fe:a9fe', of: 'Oracle Cloud', isRare: true },
  { address: '100.100.100.200', of: 'Alibaba Cloud', isRare: true },
];
