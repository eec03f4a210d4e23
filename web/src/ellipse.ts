/** The 90 % ellipse of a place as a ring of degrees. */

const METRES_PER_DEGREE = 111_195;
const STEPS = 48;

/** `angle` is the direction of the major axis in degrees clockwise from north; metres, degrees. */
export function ellipse(lon: number, lat: number, major: number, minor: number, angle: number): [number, number][] {
  const turn = (angle * Math.PI) / 180;
  const squeeze = Math.max(0.05, Math.cos((lat * Math.PI) / 180));
  const ring: [number, number][] = [];
  for (let step = 0; step <= STEPS; step++) {
    const at = (2 * Math.PI * (step % STEPS)) / STEPS;
    const along = major * Math.cos(at);
    const across = minor * Math.sin(at);
    const north = along * Math.cos(turn) - across * Math.sin(turn);
    const east = along * Math.sin(turn) + across * Math.cos(turn);
    ring.push([lon + east / METRES_PER_DEGREE / squeeze, lat + north / METRES_PER_DEGREE]);
  }
  return ring;
}
