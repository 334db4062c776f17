import { Select } from "#components/ui/select.tsx";

type Props = { services: readonly string[]; chosen: string | undefined };

export function ServiceSelect({ services, chosen }: Props) {
  // A service that was asked for but never heard of stays chosen, or the form would say something else than the page.
  const names = chosen === undefined || services.includes(chosen) ? services : [chosen, ...services];
  return (
    <Select name="service" defaultValue={chosen ?? ""} key={chosen}>
      <option value="">Every service</option>
      {names.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </Select>
  );
}
