import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

export const root = resolve(__dirname, '../..');
export const dockerFolder = join(root, 'docker');

export const textOf = (file: string) => readFileSync(join(dockerFolder, file), 'utf8');

export interface ComposeService {
  readonly image: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly pids_limit?: number;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly deploy?: {
    readonly resources: { readonly limits: { readonly cpus: string; readonly memory: string } };
  };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** The compose file as an engine sees it: anchors and merges done. */
export const readCompose = (): ComposeFile =>
  parse(textOf('compose.yml'), { merge: true, uniqueKeys: true }) as ComposeFile;

export interface Probe {
  readonly httpGet?: { readonly path: string };
  readonly exec?: { readonly command: readonly string[] };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly secretKeyRef?: object };
  }[];
  readonly envFrom?: readonly object[];
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly lifecycle?: { readonly preStop?: object };
  readonly resources?: { readonly limits?: object; readonly requests?: object };
  readonly securityContext?: {
    readonly allowPrivilegeEscalation?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly capabilities?: { readonly drop: readonly string[] };
  };
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly securityContext?: { readonly runAsNonRoot?: boolean; readonly runAsUser?: number };
  readonly automountServiceAccountToken?: boolean;
}

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: { readonly app?: string } };
  readonly spec?: {
    readonly template?: { readonly spec: PodSpec };
    readonly jobTemplate?: { readonly spec: { readonly template: { readonly spec: PodSpec } } };
    readonly strategy?: { readonly rollingUpdate?: { readonly maxUnavailable: number } };
    readonly replicas?: number;
    readonly podSelector?: { readonly matchExpressions?: readonly { readonly values: string[] }[] };
    readonly ingress?: readonly object[];
    readonly rules?: readonly {
      readonly http: {
        readonly paths: readonly { readonly path: string; readonly pathType: string }[];
      };
    }[];
  };
}

export interface Kustomization {
  readonly resources: readonly string[];
  readonly images: readonly { readonly name: string; readonly newTag?: string }[];
  readonly configMapGenerator: readonly {
    readonly name: string;
    readonly literals?: readonly string[];
    readonly files?: readonly string[];
    readonly options?: { readonly labels?: { readonly app?: string } };
  }[];
}

export const readKustomization = (): Kustomization =>
  parse(textOf('kustomization.yaml')) as Kustomization;

export const manifestFiles = readdirSync(join(dockerFolder, 'kubernetes')).map(
  (file) => `kubernetes/${file}`,
);

/** Every object of a file. Throws where it is not YAML. */
export const readManifests = (file: string): Manifest[] =>
  parseAllDocuments(textOf(file), { merge: true }).map((document) => {
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS() as Manifest;
  });

/** What an object runs; undefined where it runs nothing. */
export const podOf = ({ spec }: Manifest): PodSpec | undefined =>
  spec?.template?.spec ?? spec?.jobTemplate?.spec.template.spec;
